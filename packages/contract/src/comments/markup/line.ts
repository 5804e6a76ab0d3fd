/** A line that is read from its start: what is left of it, and in which column that begins, since tabs end at every fourth. */

export interface Line {
  readonly rest: string
  readonly column: number
}

const tabWidth = 4

/** A whole line. */
export function wholeLine(text: string): Line {
  return { rest: text, column: 0 }
}

/** Whether nothing but spaces and tabs is left. */
export function isBlank({ rest }: Line): boolean {
  return /^[ \t]*$/.test(rest)
}

/** Columns of white space before the next sign. */
export function indentOf({ rest, column }: Line): number {
  let width = 0
  for (const sign of rest) {
    if (sign === ' ') width += 1
    else if (sign === '\t') width += tabWidth - ((column + width) % tabWidth)
    else break
  }
  return width
}

/** Without so many columns of white space; of a tab that is cut in two, the rest is spaces. */
export function withoutIndent({ rest, column }: Line, columns: number): Line {
  let width = 0
  let index = 0
  while (width < columns && index < rest.length) {
    const sign = rest.charAt(index)
    if (sign === ' ') width += 1
    else if (sign === '\t') width += tabWidth - ((column + width) % tabWidth)
    else break
    index += 1
  }
  const left = Math.max(0, width - columns)
  return { rest: ' '.repeat(left) + rest.slice(index), column: column + width - left }
}

/** Without white space at its start, and without so many signs after it. */
export function withoutSigns(line: Line, signs: number): Line {
  const { rest, column } = withoutIndent(line, indentOf(line))
  return { rest: rest.slice(signs), column: column + signs }
}
