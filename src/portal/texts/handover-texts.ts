/** The words of the way from a desk to a phone. */
export interface HandoverTexts {
  heading: string;
  how: string;
  /** The button that looks for new files immediately. */
  look: string;
  /** What the script says. */
  script: {
    /** Read out for the code. */
    code: string;
    waiting: string;
    arrived: string;
    /** It no longer looks by itself. */
    stopped: string;
    failed: string;
  };
}
