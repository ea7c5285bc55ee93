/** The same object with some of its methods replaced. */
export const derive = <Original extends object>(original: Original, methods: Partial<Original>): Original =>
  Object.assign(Object.create(original) as Original, methods);
