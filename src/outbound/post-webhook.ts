/** One attempt to send an event to an endpoint. */
export interface WebhookRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  signal: AbortSignal;
}

/** The result. */
export type WebhookResult =
  | {
      responseStatus: number;
      responseBody: string;
      /** The endpoint's header `Retry-After`, as it came. */
      retryAfter?: string | undefined;
    }
  /** No answer came; why, in a sentence for the team. */
  | { error: string };

/** Posts to a URL that a tenant has given; never throws. */
export type PostWebhook = (request: WebhookRequest) => Promise<WebhookResult>;
