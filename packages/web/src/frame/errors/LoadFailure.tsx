/** Chooses what stands in place of a thing that could not be loaded: nothing there, deleted, or try again. */
import type { ApiError } from '@copydesk/client'
import { ErrorState } from '../../design/index.ts'
import { Page } from '../Page.tsx'
import { GoneScreen, type GoneScreenProps } from './GoneScreen.tsx'
import { NotFoundScreen } from './NotFoundScreen.tsx'

export interface LoadFailureProps extends GoneScreenProps {
  /** Undefined when it was deleted while one looked at it. */
  error: ApiError | undefined
  onRetry: () => void
}

/** For a live view whose status is `error` or `gone`. */
export function LoadFailure({ error, onRetry, ...gone }: LoadFailureProps) {
  if (error === undefined || error.code === 'gone') return <GoneScreen {...gone} />
  if (error.code === 'not_found') return <NotFoundScreen />
  return (
    <Page title="Not loaded">
      <ErrorState error={error} onRetry={onRetry} />
    </Page>
  )
}
