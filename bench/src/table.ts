/** Lays figures out as a table, each with its ratio to the floor. */
import type { Figures } from './measurements/measurement.ts'

/** Rows in the order given; `floor` is what the others are compared to, if it is among them. */
export function formatTable(rows: Map<string, Figures>): string {
  const columns = [...new Set([...rows.values()].flatMap((figures) => Object.keys(figures)))]
  const floor = rows.get('floor')
  const lines = [['server', ...columns]]
  for (const [name, figures] of rows) {
    lines.push([name, ...columns.map((column) => cell(figures[column], floor?.[column]?.value))])
  }
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}

function cell(figure: Figures[string] | undefined, floor: number | undefined): string {
  if (figure === undefined) return '–'
  const { value, unit } = figure
  const ratio = floor === undefined || floor <= 0 ? '' : ` (${(value / floor).toFixed(2)} ×)`
  return `${value.toFixed(value < 1 ? 2 : 1)} ${unit}${ratio}`
}

/** The middle of several runs, figure by figure. */
export function median(runs: Figures[]): Figures {
  const [first = {}] = runs
  return Object.fromEntries(
    Object.entries(first).map(([name, { unit }]) => {
      const values = runs.map((run) => run[name]?.value ?? Number.NaN).toSorted((a, b) => a - b)
      return [name, { value: values[Math.floor(values.length / 2)] ?? Number.NaN, unit }]
    }),
  )
}
