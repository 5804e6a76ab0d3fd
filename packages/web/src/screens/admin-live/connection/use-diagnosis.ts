/** Runs the doctor's checks from this page and keeps what they find, while they run and afterwards. */
import { type Diagnosis, diagnose, type Evidence, readTarget, runChecks } from '@copydesk/doctor'
import { createBrowserProbe, readPage } from '@copydesk/doctor/browser'
import { useMe } from '@copydesk/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { basePath } from '../../../base-path.ts'
import { readAppConnection } from '../../../session/app-connection.ts'
import { countWindows } from '../../../session/live-connection.ts'
import { lastStandstill } from '../../../session/standstill.ts'
import type { Progress } from './check-rows.ts'

export interface DiagnosisRun {
  isRunning: boolean
  progress: Progress
  /** Grows while they run. */
  evidence: Evidence | null
  /** Of the run that ended last. */
  diagnosis: Diagnosis | null
}

const nothing: DiagnosisRun = { isRunning: false, progress: {}, evidence: null, diagnosis: null }

export interface StartOptions {
  /** Watch silent connections as well, which takes more than a minute. */
  idle?: boolean
}

/** Nothing runs before `start` is called; while something runs it does nothing. */
export function useDiagnosis(): [run: DiagnosisRun, start: (options?: StartOptions) => void] {
  const me = useMe()
  const [run, setRun] = useState(nothing)
  const isRunning = useRef(false)
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const start = useCallback(
    ({ idle = false }: StartOptions = {}) => {
      const target = readTarget(globalThis.location.origin + basePath, { base: basePath, idle })
      if (isRunning.current || target === null) return
      isRunning.current = true
      setRun({ ...nothing, isRunning: true })
      const onProgress = (id: keyof Progress, state: 'begun' | 'ended', evidence: Evidence) => {
        if (!isShown.current) return
        setRun((now) => ({ ...now, progress: { ...now.progress, [id]: state }, evidence: { ...evidence } }))
      }
      const finish = async (evidence: Evidence) => {
        const page = readPage({ windows: await countWindows(me), gap: lastStandstill() })
        isRunning.current = false
        if (!isShown.current) return
        const told = readAppConnection()
        const app = told ? ({ outcome: 'told', ...told } as const) : evidence.app
        const found = { ...evidence, page, app }
        setRun((now) => ({ ...now, isRunning: false, evidence: found, diagnosis: diagnose(found) }))
      }
      void runChecks({ probe: createBrowserProbe(), target, onProgress }).then(finish)
    },
    [me],
  )
  return [run, start]
}
