/** Under which key of the store an uploaded file is kept, by its id. */
export const fileKey = (id: string): string => `uploads/${id}`;
