/** Joins class names, of which some hold only at times; a single one needs no joining. */

/** The names that are strings, joined by spaces: `cx(styles.row, isActive && styles.active)`. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}
