/** Every check, in the order in which people read them. */
import type { CheckId, Evidence } from '../evidence.ts'
import { type Check, type CheckContext, type Line, unclear } from './check.ts'
import { connect } from './connect.ts'
import { echo } from './echo.ts'
import { compressedFrame, largeFrame } from './frames.ts'
import { frontPage } from './front-page.ts'
import { http2 } from './http2.ts'
import { idle } from './idle.ts'
import { nodes } from './nodes.ts'
import { otherScheme } from './other-scheme.ts'
import { plainGet } from './plain-get.ts'
import { publication } from './publication.ts'
import { redirects } from './redirects.ts'
import { report } from './report.ts'
import { seen } from './seen.ts'
import { httpStream, sse } from './streams.ts'
import { webSocket } from './web-socket.ts'

/** What the page and its app know of themselves is handed in by them; there is nothing to run. */
export type RunCheckId = Exclude<CheckId, 'page' | 'app'>

const byId = {
  echo,
  plainGet,
  frontPage,
  otherScheme,
  redirects,
  webSocket,
  connect,
  largeFrame,
  compressedFrame,
  httpStream,
  sse,
  http2,
  idle,
  nodes,
  publication,
  seen,
  report,
} satisfies { [Id in RunCheckId]: Check<Id> }

/** A check whose evidence is of its own kind: what it found goes back to the same one. */
export interface AnyCheck extends Pick<Check<RunCheckId>, 'id' | 'title' | 'asserts' | 'advice'> {
  run(context: CheckContext): Promise<Evidence[RunCheckId]>
  tell(found: never): Line
}

export const checks: Readonly<Record<RunCheckId, AnyCheck>> = byId

/** One line about what a check found; not for one that was skipped. */
export function tell(id: RunCheckId, found: Evidence[RunCheckId]): Line {
  if (found.outcome === 'skipped') return unclear(found.why)
  return checks[id].tell(found as never)
}
