/** Asks the server for its own report of its connections, once and whenever one asks again. */
import type { LiveReport } from '@copydesk/doctor'
import { useCallback, useEffect, useState } from 'react'
import { basePath } from '../../../../base-path.ts'

export type ReportState =
  | { status: 'loading' }
  | { status: 'ready'; report: LiveReport }
  | { status: 'error'; title: string; remedy: string; instance?: string }

export function useServerReport(): [state: ReportState, refresh: () => Promise<void>] {
  const [state, setState] = useState<ReportState>({ status: 'loading' })
  const refresh = useCallback(async () => setState(await readReport()), [])
  useEffect(() => {
    let isShown = true
    void readReport().then((read) => isShown && setState(read))
    return () => {
      isShown = false
    }
  }, [])
  return [state, refresh]
}

async function readReport(): Promise<ReportState> {
  try {
    const answer = await fetch(`${basePath}/api/v1/live/report`, { cache: 'no-store' })
    const body = await answer.json()
    if (answer.ok) return { status: 'ready', report: body }
    const { title, remedy, instance } = body
    return { status: 'error', title: String(title), remedy: String(remedy), instance }
  } catch {
    return {
      status: 'error',
      title: 'The server’s report could not be read',
      remedy: 'Something else answered, or nothing did. The checks above tell more.',
    }
  }
}
