/** Lays figures out as tables, each figure with its ratio to the floor. */
import type { Measurement } from './measurements/measurement.ts'
import type { Results } from './results.ts'
import { isInstalled } from './servers/starters.ts'

/** The table of one measurement: its rows in their order, those that were not measured left out. */
export function measurementTable({ name, rows }: Measurement, results: Results): string {
  const medians = rows.map((row) => ({ row, figures: results.median(name, row) }))
  const columns = [...new Set(medians.flatMap(({ figures = {} }) => Object.keys(figures)))]
  const lines = medians.flatMap(({ row, figures }) => {
    if (figures === undefined) return isInstalled(row) ? [] : [[row, 'not installed']]
    const cells = columns.map((column) => {
      const figure = figures[column]
      if (figure === undefined) return '–'
      const ratio = results.ratio(name, row, column)
      return `${format(figure.value)} ${figure.unit}${ratio === undefined ? '' : ` (${ratio.toFixed(2)} ×)`}`
    })
    return [[row, ...cells]]
  })
  return layOut([['', ...columns], ...lines])
}

function format(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) < 1 ? 3 : 1)
}

/** Columns as wide as their longest cell. */
export function layOut(lines: readonly string[][]): string {
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
