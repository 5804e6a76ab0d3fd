export type { Announcement, Broker } from './broker.ts'
export type { ChannelChange, HistoryRead, JournalReader, Publication, StreamPosition } from './journal.ts'
export type {
  Authenticated,
  AuthenticateResult,
  AuthorizeRequest,
  AuthorizeResult,
  ChannelRules,
  ConnectRequest,
  HubLimits,
  HubLog,
  HubOptions,
} from './options.ts'
