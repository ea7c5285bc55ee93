import type { CaptureTexts } from './capture-texts.ts';

export const captureEn: CaptureTexts = {
  take: 'Take a photo',
  takeNamed: (check) => `Take a photo: ${check}`,
  script: {
    kinds: { heading: 'Kind of document', card: 'Card', passport: 'Passport' },
    hints: {
      front: 'Fit the front of your card into the frame.',
      back: 'Now turn the card over, and fit its back into the frame. If the back is empty, close the camera.',
      passport: 'Fit the page with your photo into the frame.',
      paper: 'Fit the whole page into the frame.',
      face: 'Fit your face into the frame and look straight into the camera.',
    },
    names: {
      front: 'card-front',
      back: 'card-back',
      passport: 'passport',
      paper: 'proof-of-address',
      face: 'selfie',
    },
    shoot: 'Take the photo',
    use: 'Use this photo',
    again: 'Take again',
    close: 'Close the camera',
    photo: 'The photo that you have taken',
    advice: {
      none: 'Check that nothing is cut off and that everything can be seen clearly.',
      blurred: 'The picture looks blurred.',
      glare: 'The picture has bright reflections.',
      anyway: 'You can take it again, or use it as it is.',
    },
    consentFirst: 'Please give your consent above. Then you can take the photo.',
    denied:
      'Your browser does not allow this page to use the camera. You can allow it in the browser’s settings, or choose a photo here.',
    failed: 'The camera could not be used. Please choose a photo here instead.',
  },
};
