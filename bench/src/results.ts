/** What was measured so far: per measurement and row the figures of each round, and what they say together. */
import type { Figures, Row } from './measurements/measurement.ts'
import { percentile } from './percentile.ts'

export class Results {
  readonly #rounds = new Map<string, Figures[]>()

  add(measurement: string, row: Row, figures: Figures): void {
    const key = keyOf(measurement, row)
    const rounds = this.#rounds.get(key)
    if (rounds === undefined) this.#rounds.set(key, [figures])
    else rounds.push(figures)
  }

  /** The median of each figure; undefined where nothing was measured. */
  median(measurement: string, row: Row): Figures | undefined {
    const rounds = this.#rounds.get(keyOf(measurement, row))
    if (rounds === undefined) return undefined
    const [first = {}] = rounds
    return Object.fromEntries(
      Object.entries(first).map(([column, { unit }]) => {
        const values = rounds.map((round) => round[column]?.value ?? Number.NaN)
        return [column, { value: percentile(values, 0.5), unit }]
      }),
    )
  }

  /** The highest value of a figure; undefined where nothing was measured. */
  highest(measurement: string, row: Row, column: string): number | undefined {
    const rounds = this.#rounds.get(keyOf(measurement, row)) ?? []
    const values = rounds.map((round) => round[column]?.value ?? Number.NaN)
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
