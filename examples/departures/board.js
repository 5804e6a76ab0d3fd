/** The departures of the day, in memory. Knows nothing of HTTP and of live updates. */

/**
 * @typedef {'on time' | 'boarding' | 'departed' | 'cancelled'} Status
 * @typedef {{ id: string, time: string, to: string, ship: string, quay: number, status: Status, minutesLate: number }} Departure
 */

/** @type {readonly Status[]} */
const statuses = ['on time', 'boarding', 'departed', 'cancelled']

/** @type {Map<string, Departure>} */
const departures = new Map(
  [
    { id: 'f1', time: '14:05', to: 'Sandhamn', ship: 'Vega', quay: 3 },
    { id: 'f2', time: '14:20', to: 'Vaxholm', ship: 'Lyra', quay: 1 },
    { id: 'f3', time: '14:40', to: 'Utö', ship: 'Corona', quay: 4 },
    { id: 'f4', time: '15:10', to: 'Grinda', ship: 'Vega', quay: 3 },
    { id: 'f5', time: '15:30', to: 'Möja', ship: 'Carina', quay: 2 },
  ].map((one) => [one.id, { ...one, status: 'on time', minutesLate: 0 }]),
)

/** Everything that is on the board. */
export function allDepartures() {
  return [...departures.values()]
}

/**
 * How a departure would be after a change; undefined when there is no such departure, or no such change.
 *
 * @param {string} id
 * @param {{ status?: unknown, minutesLate?: unknown }} change
 * @returns {Departure | undefined}
 */
export function changed(id, { status, minutesLate }) {
  const departure = departures.get(id)
  if (!departure) return undefined
  const next = statuses.find((one) => one === (status ?? departure.status))
  const late = minutesLate ?? departure.minutesLate
  if (!next || typeof late !== 'number' || !Number.isInteger(late) || late < 0) return undefined
  return { ...departure, status: next, minutesLate: late }
}

/** @param {Departure} departure */
export function put(departure) {
  departures.set(departure.id, departure)
}
