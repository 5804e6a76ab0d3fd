/**
 * Everything that is published in the product's channels, one union per channel in its domain. An event carries the
 * new state of what changed, counts as absolute figures, and the `commandId` (Idempotency-Key) that caused it.
 * One command publishes at most one event per channel, so bulk events carry arrays.
 */
import type { ContentEvent, ContentListEvent, PrivateContentChanged } from './content/events.ts'
import type { DeliveryChanged } from './notifications/deliveries/events.ts'
import type { InboxEvent } from './notifications/events.ts'
import type { PreferencesEvent } from './notifications/preferences/events.ts'
import type { SubscriptionsEvent } from './notifications/subscriptions/events.ts'
import type { PeopleEvent } from './people/events.ts'
import type { GroupsEvent } from './people/groups/events.ts'
import type { InvitationsEvent } from './people/invitations/events.ts'
import type { OwnSessionsEvent } from './people/profile/events.ts'
import type { AwaitingChanged } from './projects/awaiting/events.ts'
import type { ProjectEvent, ProjectsEvent } from './projects/events.ts'
import type { DoctorProbed, SiteEvent } from './site/events.ts'
import type { TrashChanged } from './trash/events.ts'

export type CopydeskEvent =
  | ProjectsEvent
  | ProjectEvent
  | InboxEvent
  | SubscriptionsEvent
  | PreferencesEvent
  | AwaitingChanged
  | ContentListEvent
  | ContentEvent
  | PrivateContentChanged
  | PeopleEvent
  | OwnSessionsEvent
  | InvitationsEvent
  | GroupsEvent
  | SiteEvent
  | TrashChanged
  | DeliveryChanged
  | DoctorProbed
