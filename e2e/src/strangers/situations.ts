/** Every situation that needs nothing but this process and servers of Copydesk; those of real proxies are beside it. */

import { doors } from './doors.ts'
import { lostHandshakes } from './lost-handshakes.ts'
import { names } from './names.ts'
import { otherWebSockets } from './other-websockets.ts'
import { serverStates } from './server-states.ts'
import type { Situation } from './situation.ts'
import { slowAndHeld } from './slow-and-held.ts'
import { transportSecurity } from './transport-security.ts'
import { wrongAddresses } from './wrong-addresses.ts'

export const situations: readonly Situation[] = [
  ...wrongAddresses,
  ...otherWebSockets,
  ...doors,
  ...transportSecurity,
  ...names,
  ...lostHandshakes,
  ...slowAndHeld,
  ...serverStates,
]
