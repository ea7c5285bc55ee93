/*
 * What fields cost, compared with a short value of a row, which costs 1. A screen of 100 rows with 20 values costs 2,000. A
 * price stands for the work that a field causes and for what it can return; `operation-limits.ts` says how much one
 * operation can have.
 */

/** A statement that reads one row. */
export const rowPrice = 20;
/** A page of a list that is read with those of all its parents. */
export const pagePrice = 10;
/** A page of a list that has no parent. */
export const rootPagePrice = 100;
/** The price of a count; all counts of one kind are one statement. */
export const countPrice = 20;
/** Looks for a text in every row that the tenant has, and once more for the count. */
export const searchPrice = 10_000;
/** Prepares a change in a transaction, and takes it back. */
export const preparationPrice = 2_000;
/** A text, or data in JSON, of up to thousands of characters. */
export const longValuePrice = 10;
/** The whole text of an email. */
export const mailTextPrice = 20;
