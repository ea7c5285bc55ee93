/** The words of the camera on the page of a verification, all of them for its script. */
export interface CaptureTexts {
  /** The button beside a file input, and the same with the name of the check. */
  take: string;
  takeNamed: (check: string) => string;
  /** What the script says. */
  script: {
    kinds: { heading: string; card: string; passport: string };
    /** What to put into the frame. */
    hints: Record<CaptureShape, string>;
    /** The names of the files, without their extension. */
    names: Record<CaptureShape, string>;
    shoot: string;
    use: string;
    again: string;
    close: string;
    /** Read out for the picture itself. */
    photo: string;
    advice: { none: string; blurred: string; glare: string; anyway: string };
    consentFirst: string;
    denied: string;
    failed: string;
  };
}

type CaptureShape = 'front' | 'back' | 'passport' | 'paper' | 'face';
