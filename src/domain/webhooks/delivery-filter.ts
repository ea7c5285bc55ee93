import { z } from 'zod';
import { WebhookDeliveryStatus } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { someOf } from '../fields.ts';

export const deliveryFilter = named(
  'WebhookDeliveryFilter',
  z.strictObject({
    statuses: someOf('WebhookDeliveryStatus', Object.values(WebhookDeliveryStatus)).describe(
      'Only deliveries with one of these statuses.',
    ),
  }),
  'Which deliveries to return.',
);
