import { type ApiOperation, addOperation } from '../operation-field.ts';
import * as operations from '../operations.ts';

const [queries = [], mutations = []] = [true, false].map((isQuery) =>
  (Object.values(operations) as unknown as ApiOperation[]).filter(
    (operation) => (operation.isQuery ?? false) === isQuery,
  ),
);

// A query has the input of the mutation that it is about, under that one's name.
for (const operation of [...mutations, ...queries]) {
  addOperation(operation);
}
