import { BodyRejectedError } from './body-rejected-error.ts';
import { decodeUtf8 } from './decode-body.ts';

/** How a multipart body's text is read. */
export interface TextReader {
  /** @throws BodyRejectedError for a field's text that is not acceptable */
  decodeField: (bytes: Buffer) => string;
  /** @throws BodyRejectedError for the name of a part or of a file that is not acceptable */
  checkName: (name: string) => void;
}

/** Text as the APIs accept it: everything is stored in the form in which it was sent. */
export const exactText: TextReader = {
  decodeField: decodeUtf8,
  checkName: (name) => {
    // The parser replaces what it cannot decode.
    if (name.includes('\ufffd')) {
      throw new BodyRejectedError(400, 'The name of a part is not valid UTF-8.');
    }
  },
};

/** Text from a browser, which sends nothing but UTF-8. What cannot be decoded is replaced. */
export const browserText: TextReader = {
  decodeField: (bytes) => bytes.toString(),
  checkName: () => {},
};
