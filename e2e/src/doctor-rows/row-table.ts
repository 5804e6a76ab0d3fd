/** What became of each row, and how long the doctor took, as a table for people. */
import { causes } from '@copydesk/doctor'
import type { Row } from './row.ts'

type Asking<Result> = () => Promise<Result>

async function timed<Result>(ask: Asking<Result>): Promise<[result: Result, seconds: string]> {
  const start = performance.now()
  const result = await ask()
  return [result, `${((performance.now() - start) / 1000).toFixed(1)} s`]
}

export class RowLine {
  readonly row: Row
  isDiagnosed = false
  isMended = false
  readonly #took = { provoked: '', mended: '' }

  constructor(row: Row) {
    this.row = row
  }

  /** Runs the doctor and notes how long it took. */
  async timed<Result>(when: 'provoked' | 'mended', ask: Asking<Result>): Promise<Result> {
    const [result, seconds] = await timed(ask)
    this.#took[when] = seconds
    return result
  }

  cells(): string[] {
    const { row, cause, provokedBy } = this.row
    const yes = (is: boolean) => (is ? 'yes' : 'NO')
    const { provoked, mended } = this.#took
    const name = causes[cause].name
    return [String(row), name, provokedBy, yes(this.isDiagnosed), yes(this.isMended), provoked, mended]
  }
}

const heads = ['row', 'cause', 'provoked by', 'diagnosed right', 'fix verified', 'took', 'mended']

export class RowTable {
  readonly #lines: RowLine[] = []
  readonly #others: [name: string, seconds: string][] = []

  add(row: Row): RowLine {
    const line = new RowLine(row)
    this.#lines.push(line)
    return line
  }

  /** Runs the doctor where no row is provoked, and notes how long it took. */
  async timed<Result>(name: string, ask: Asking<Result>): Promise<Result> {
    const [result, seconds] = await timed(ask)
    this.#others.push([name, seconds])
    return result
  }

  /** The numbers of the rows that were diagnosed right and whose fix was verified, each once. */
  rows(): number[] {
    const done = this.#lines.filter(({ isDiagnosed, isMended }) => isDiagnosed && isMended)
    return [...new Set(done.map(({ row }) => row.row))].toSorted((a, b) => a - b)
  }

  text(): string {
    const lines = this.#lines.toSorted((a, b) => a.row.row - b.row.row).map((line) => line.cells())
    return `${tableOf([heads, ...lines])}\n\n${tableOf([['nothing provoked', 'took'], ...this.#others])}`
  }
}

function tableOf([head = [], ...lines]: readonly (readonly string[])[]): string {
  const table = [head, head.map(() => '---'), ...lines]
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  const padded = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0))
  return table.map((cells) => `| ${padded(cells).join(' | ')} |`).join('\n')
}
