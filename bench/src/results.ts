/** What was measured so far: per measurement and row the figures of each round, and what they say together. */
import type { Figures, Row } from './measurements/measurement.ts'
import { percentile } from './percentile.ts'

export class Results {
  readonly #rounds = new Map<string, Figures[]>()
  /** What could not be measured, and why. */
  readonly failures: string[] = []

  add(measurement: string, row: Row, figures: Figures): void {
    const key = keyOf(measurement, row)
    const rounds = this.#rounds.get(key)
    if (rounds === undefined) this.#rounds.set(key, [figures])
    else rounds.push(figures)
  }

  /** Keeps the place of a round that gave nothing, for the ratios; `reason` is for people. */
  addFailure(measurement: string, row: Row, reason: string): void {
    this.add(measurement, row, {})
    this.failures.push(`${measurement}, ${row}: ${reason}`)
  }

  /** The median of each figure over the rounds that have it; undefined where nothing was measured. */
  median(measurement: string, row: Row): Figures | undefined {
    const rounds = this.#rounds.get(keyOf(measurement, row))
    if (rounds === undefined) return undefined
    const columns = new Set(rounds.flatMap((round) => Object.keys(round)))
    return Object.fromEntries(
      [...columns].map((column) => {
        const figures = rounds.flatMap((round) => round[column] ?? [])
        const value = percentile(
          figures.map((figure) => figure.value),
          0.5,
        )
        return [column, { value, unit: figures[0]?.unit ?? '' }]
      }),
    )
  }

  /** The highest value of a figure; undefined where nothing was measured. */
  highest(measurement: string, row: Row, column: string): number | undefined {
    const rounds = this.#rounds.get(keyOf(measurement, row)) ?? []
    const values = rounds.flatMap((round) => round[column]?.value ?? [])
    return values.length === 0 ? undefined : Math.max(...values)
  }

  /**
   * How many times a figure of the floor another one is: the median over the rounds, each compared to the floor of
   * its own round, so that a disturbance that lasts longer than a round falls out. Undefined without both. Another row
   * may stand for the floor.
   */
  ratio(
    measurement: string,
    row: Row,
    column: string,
    floorColumn = column,
    floorRow: Row = 'floor',
  ): number | undefined {
    const rounds = this.#rounds.get(keyOf(measurement, row)) ?? []
    const floor = this.#rounds.get(keyOf(measurement, floorRow)) ?? []
    const ratios = rounds.flatMap((round, index) => {
      const value = round[column]?.value
      const base = floor[index]?.[floorColumn]?.value
      return value === undefined || base === undefined || base <= 0 ? [] : [value / base]
    })
    return ratios.length === 0 ? undefined : percentile(ratios, 0.5)
  }
}

function keyOf(measurement: string, row: Row): string {
  return `${measurement} ${row}`
}
