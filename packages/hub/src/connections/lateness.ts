/** What clients are told while this node hears of changes by asking the journal alone (PROTOCOL.md [L]). */
import { encodeMessage } from '@copydesk/protocol'

/** `isLate`: changes of other nodes come some seconds late, until the opposite is told. */
export function lateness(isLate: boolean): string {
  return encodeMessage({ behind: isLate })
}
