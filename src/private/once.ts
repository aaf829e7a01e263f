/** A question about something, which is answered once. */
export function once<O extends object, T>(answer: (about: O) => T): (about: O) => T {
  const answers = new WeakMap<O, { readonly said: T }>();
  return (about) => {
    let known = answers.get(about);
    if (known === undefined) {
      answers.set(about, known = { said: answer(about) });
    }
    return known.said;
  };
}
