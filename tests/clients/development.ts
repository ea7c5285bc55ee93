/** Apollo Client warns only where this says that it is in development, as a bundler does. */
Object.assign(globalThis, { __DEV__: true });
