import { type ApiOperation, addMutation } from '../operation-field.ts';
import * as operations from '../operations.ts';

for (const operation of Object.values(operations)) {
  addMutation(operation as unknown as ApiOperation);
}
