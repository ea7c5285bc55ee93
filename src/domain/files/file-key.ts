/** Under which key of the store an uploaded file is kept, by its id. */
export const fileKey = (id: string): string => `uploads/${id}`;

/** Under which key of the store the text of a document is kept, by the document's id. */
export const textKey = (id: string): string => `texts/${id}`;
