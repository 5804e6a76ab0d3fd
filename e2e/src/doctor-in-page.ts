/** What runs in the window of page-doctor.ts; an import of its own, because test runners rewrite those of functions. */
import { diagnose, jsonReport, readTarget, runChecks } from '@copydesk/doctor'
import { createBrowserProbe, type KnownOfPage, readPage } from '@copydesk/doctor/browser'

export interface PageQuestion extends KnownOfPage {
  /** The origin of the page when left out. */
  address?: string
}

/** The diagnosis as JSON. */
export async function examine({ address = location.origin, ...known }: PageQuestion): Promise<string> {
  const target = readTarget(address)
  if (target === null) throw new Error(`"${address}" is no address`)
  const evidence = await runChecks({ probe: createBrowserProbe(), target })
  return jsonReport(diagnose({ ...evidence, page: readPage(known) }))
}
