/**
 * What one delivery costs the server's processor: messages far apart, each of which must go out by itself, and
 * bursts, which a server may send together. And how long it keeps a message back for that.
 */
import { type Publishing, Rig } from '../rig.ts'
import { type ServerName, serverNames } from '../servers/bench-server.ts'
import type { Measurement } from './measurement.ts'

/** Messages of a burst at once. */
const burst = 20

async function cpuPerDelivery(rig: Rig, publishing: Publishing): Promise<number> {
  await rig.publish({ ...publishing, rounds: Math.ceil(publishing.rounds / 5) })
  const before = await rig.cpuMicros()
  const deliveries = await rig.publish(publishing)
  const after = await rig.cpuMicros()
  return (after - before) / deliveries
}

export const fanOut: Measurement = {
  name: 'fan-out',
  title: ({ subscribers, bytes }) =>
    `Delivering messages of ${bytes} bytes to ${subscribers} subscribers of a channel, spaced and in bursts of ${burst}`,
  rows: serverNames,
  measure: (server: ServerName, { subscribers, seconds, bytes }) =>
    Rig.with(server, async (rig) => {
      await rig.open(subscribers)
      await rig.longestHoldMs()
      // About a third of the time is spent sending at 10 µs a delivery, so that messages do not run into each other.
      const intervalMs = Math.max(10, (subscribers * 30) / 1000)
      const rounds = Math.max(1, Math.round((seconds * 1000) / intervalMs))
      const spaced = await cpuPerDelivery(rig, { rounds, perRound: 1, intervalMs, bytes })
      const bursts = Math.max(1, Math.round(rounds / burst))
      const together = await cpuPerDelivery(rig, {
        rounds: bursts,
        perRound: burst,
        intervalMs: intervalMs * burst,
        bytes,
      })
      const longestHoldMs = await rig.longestHoldMs()
      return {
        'CPU per delivery, spaced': { value: spaced, unit: 'µs' },
        'CPU per delivery, burst': { value: together, unit: 'µs' },
        ...(server === 'hub' && { 'longest hold': { value: longestHoldMs, unit: 'ms' } }),
      }
    }),
}
