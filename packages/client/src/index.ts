/** `@copydesk/client`: the HTTP API, the realtime connection and live snapshots, without any framework. */
export { type Api, type ApiOptions, createApi } from './api.ts'
export type { CommentsQuery, MentionedIds, ThreadSides } from './comments/api.ts'
export { isPendingId } from './comments/guesses.ts'
export type { ReadAround } from './comments/lives.ts'
export type { ContentQuery, EditedVersion } from './content/api.ts'
export {
  createDesk,
  type Desk,
  type DeskCommands,
  type DeskLives,
  type DeskOptions,
  type MetVersion,
} from './desk.ts'
export { ApiError, type ApiErrorCode } from './http/api-error.ts'
export { newCommandId } from './http/command-id.ts'
export type { Edited, PageQuery } from './http/queries.ts'
export type { AskToken } from './http/token-source.ts'
export type { CallOptions, CommandOptions, Sent } from './http/transport.ts'
export type { CommandOutcome, FailedCommand } from './live/command-runner.ts'
export { createLive } from './live/live.ts'
export { createLiveStore, type LiveKey, type LiveStore, liveKey } from './live/live-store.ts'
export type {
  Live,
  LiveEvent,
  LiveOptions,
  LivePages,
  LiveView,
  LoadCall,
  WriteOutcome,
} from './live/live-types.ts'
export { markedForMs, type RowChange, type RowChanges } from './live/row-changes.ts'
export type { NotificationsQuery } from './notifications/api.ts'
export type { InboxQuery } from './notifications/inbox/api.ts'
export { type OpenDeskOptions, openDesk } from './open-desk.ts'
export type { Reviewed } from './projects/review/commands.ts'
export * from './realtime/index.ts'
