/** Says which live updates are on. Needs no session, so that a signed-out page knows as well. */
import type { LiveInfo } from '@copydesk/contract'
import type { Routes } from '../http/app.ts'
import { liveInfo } from './live-info.ts'

export const liveRoutes: Routes = (app, { settings }) => {
  const live = liveInfo(settings)
  app.get('/live', { config: { isPublic: true } }, async (): Promise<LiveInfo> => live)
}
