import type { HandoverTexts } from './handover-texts.ts';

export const handoverEn: HandoverTexts = {
  heading: 'Continue on your phone',
  how: 'Scan this code with your phone’s camera. This page opens there, and you can take the photos with your phone. The code is as personal as the link in your email: do not show it to anyone else.',
  look: 'Show new files now',
  script: {
    code: 'QR code with the address of this page',
    waiting: 'Files that you add on your phone appear here within a few seconds.',
    arrived: 'The files on this page have changed, because of what you have done on your phone.',
    stopped: 'This page has stopped looking for new files.',
    failed: 'New files cannot be loaded right now. Please try again.',
  },
};
