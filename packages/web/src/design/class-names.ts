/** Joins class names of CSS modules; it exists because an absent class is `undefined` under the strict compiler. */

/** The names that are strings, joined by spaces: `cx(styles.row, isActive && styles.active)`. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}
