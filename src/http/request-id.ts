/** The ids of requests that are accepted from clients; any other is replaced by a new one. */
export const requestIdPattern = /^[\w.:-]{1,128}$/;
