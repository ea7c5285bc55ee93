declare module 'fastify' {
  interface FastifyRequest {
    /**
     * The status that REST would have responded with, 500 or higher, where the response has status 200 and says only in its body
     * that the gateway has failed.
     */
    faultStatus?: number;
  }
}

/** Called with the status of an error that is the gateway's fault. */
export type ReportFault = (status: number) => void;
