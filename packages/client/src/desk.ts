/**
 * One signed-in person's desk: the API, the connection, the live snapshots and the commands, put together.
 * The composition root of the client; holds no logic of its own.
 */
import { channels, type Person, type VersionSummary, wasPublished } from '@copydesk/contract'
import type { Api } from './api.ts'
import { type CommentCommands, createCommentCommands } from './comments/commands.ts'
import { type CommentLives, createCommentLives } from './comments/lives.ts'
import { type ContentCommands, createContentCommands } from './content/commands.ts'
import { type ContentLives, createContentLives } from './content/lives.ts'
import { createPrivateRefresh } from './content/private-refresh.ts'
import { type CommandRunner, createCommandRunner } from './live/command-runner.ts'
import { createLiveStore, type LiveStore } from './live/live-store.ts'
import { createSharedLive } from './live/shared-live.ts'
import { createDeliveryLives, type DeliveryLives } from './notifications/deliveries/lives.ts'
import { createInboxCommands, type InboxCommands } from './notifications/inbox/commands.ts'
import { createInboxLives, type InboxLives } from './notifications/inbox/lives.ts'
import { createPreferenceCommands, type PreferenceCommands } from './notifications/preferences/commands.ts'
import { createPreferenceLives, type PreferenceLives } from './notifications/preferences/lives.ts'
import {
  createSubscriptionCommands,
  type SubscriptionCommands,
} from './notifications/subscriptions/commands.ts'
import { createSubscriptionLives, type SubscriptionLives } from './notifications/subscriptions/lives.ts'
import { createPeopleCommands, type PeopleCommands } from './people/commands.ts'
import { createGroupLives, type GroupLives } from './people/groups/lives.ts'
import { createInvitationLives, type InvitationLives } from './people/invitations/lives.ts'
import { createPeopleLives, type PeopleLives } from './people/lives.ts'
import { createProfileLives, type ProfileLives } from './people/profile/lives.ts'
import { type ActivityLives, createActivityLives } from './projects/activity/lives.ts'
import { type AwaitingCommands, createAwaitingCommands } from './projects/awaiting/commands.ts'
import { type AwaitingLives, createAwaitingLives } from './projects/awaiting/lives.ts'
import { createProjectCommands, type ProjectCommands } from './projects/commands.ts'
import { createItemCommands, type ItemCommands } from './projects/items/commands.ts'
import { createItemLives, type ItemLives } from './projects/items/lives.ts'
import { createProjectLives, type ProjectLives } from './projects/lives.ts'
import { createReleaseCommands, type ReleaseCommands } from './projects/releases/commands.ts'
import { createReleaseLives, type ReleaseLives } from './projects/releases/lives.ts'
import { createReviewCommands, type ReviewCommands } from './projects/review/commands.ts'
import { createReviewLives, type ReviewLives } from './projects/review/lives.ts'
import { createScheduleCommands, type ScheduleCommands } from './projects/schedules/commands.ts'
import { createTaskCommands, type TaskCommands } from './projects/tasks/commands.ts'
import { createTaskLives, type TaskLives } from './projects/tasks/lives.ts'
import { type Clock, systemClock } from './realtime/clock.ts'
import type { RealtimeConnection } from './realtime/connection.ts'
import { createHereStores, type HereStore } from './realtime/here-store.ts'
import { createSiteCommands, type SiteCommands } from './site/commands.ts'
import { createSiteLives, type SiteLives } from './site/lives.ts'
import { createTrashCommands, type TrashCommands } from './trash/commands.ts'
import { createTrashLives, type TrashLives } from './trash/lives.ts'

export interface DeskOptions {
  api: Api
  realtime: RealtimeConnection
  /** The signed-in person. A desk belongs to one; make another after signing in as somebody else. */
  person: Person
  clock?: Clock
  random?: () => number
}

/** The live snapshots of the product; who asks for the same one shares it. */
export interface DeskLives
  extends ProjectLives,
    ItemLives,
    ReleaseLives,
    ReviewLives,
    TaskLives,
    AwaitingLives,
    ActivityLives,
    CommentLives,
    InboxLives,
    SubscriptionLives,
    PreferenceLives,
    ContentLives,
    TrashLives,
    DeliveryLives,
    PeopleLives,
    ProfileLives,
    GroupLives,
    InvitationLives,
    SiteLives {}

/**
 * What a person can do, each as one call: sends the command, shows its probable effect at once where that is known,
 * and reports how it ended. Never throws: a failure is an outcome, and rolled back on screen. `commandId` is for what
 * may be sent again, so that it never does the thing twice; made up when absent.
 */
export interface DeskCommands
  extends ProjectCommands,
    ItemCommands,
    ReleaseCommands,
    ReviewCommands,
    TaskCommands,
    AwaitingCommands,
    ScheduleCommands,
    CommentCommands,
    ContentCommands,
    TrashCommands,
    InboxCommands,
    SubscriptionCommands,
    PreferenceCommands,
    PeopleCommands,
    SiteCommands {}

/** What says where those meet who have a version open: a published one is everybody's, whatever holds it. */
export type MetVersion = Pick<VersionSummary, 'id' | 'status' | 'projectId'>

export interface Desk {
  readonly api: Api
  readonly realtime: RealtimeConnection
  readonly person: Person
  readonly store: LiveStore
  readonly lives: DeskLives
  readonly commands: DeskCommands
  /** Calls back for each command that failed (and was rolled back), e.g. to show it. */
  readonly onFailure: CommandRunner['onFailure']
  /** Who is looking at a project now. */
  here(projectId: string): HereStore
  /** Who has a version open now. */
  hereAtVersion(version: MetVersion): HereStore
  /** Loads everything on screen anew, in place: the Refresh button. */
  refreshAll(): Promise<void>
}

/** Puts a desk together. Starts nothing: call `realtime.start()`. */
export function createDesk({ api, realtime, person, ...options }: DeskOptions): Desk {
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const store = createLiveStore()
  const runner = createCommandRunner({ store, realtime, me: person.id, clock })
  // What a private project holds is in views of every kind.
  const onAccessChanged = () => {
    store.forgetIdle()
    void store.refreshAll()
  }
  const onPrivateContent = createPrivateRefresh(store)
  const here = createHereStores({ source: realtime, clock, personId: person.id })
  const shared = createSharedLive({ realtime, store, me: person.id, clock, random })
  const inboxes = createInboxLives(shared, api, person.id, { onAccessChanged, onPrivateContent })
  const privateNews = () => inboxes.inbox()
  return {
    api,
    realtime,
    person,
    store,
    lives: {
      ...createProjectLives(shared, api, person.id),
      ...createItemLives(shared, api),
      ...createReleaseLives(shared, api),
      ...createReviewLives(shared, api),
      ...createTaskLives(shared, api),
      ...createAwaitingLives(shared, api, person.id),
      ...createActivityLives(shared, api),
      ...createCommentLives(shared, api, privateNews),
      ...inboxes,
      ...createSubscriptionLives(shared, api, person.id),
      ...createPreferenceLives(shared, api, person.id),
      ...createContentLives(shared, api, privateNews),
      ...createTrashLives(shared, api),
      ...createDeliveryLives(shared, api),
      ...createPeopleLives(shared, api),
      ...createProfileLives(shared, api, person.id),
      ...createGroupLives(shared, api),
      ...createInvitationLives(shared, api, person.id),
      ...createSiteLives(shared, api),
    },
    commands: {
      ...createProjectCommands(api, store, runner),
      ...createItemCommands(api, store, runner),
      ...createReleaseCommands(api, store, runner),
      ...createReviewCommands(api, runner),
      ...createTaskCommands(api, store, runner),
      ...createAwaitingCommands(api, runner),
      ...createScheduleCommands(api, runner),
      ...createCommentCommands(api, store, runner),
      ...createContentCommands(api, runner),
      ...createTrashCommands(api, runner),
      ...createInboxCommands(api, store, runner),
      ...createSubscriptionCommands(api, store, runner),
      ...createPreferenceCommands(api, store, runner),
      ...createPeopleCommands(api, runner),
      ...createSiteCommands(api, store, runner),
    },
    onFailure: runner.onFailure,
    here: (projectId) => here(channels.here(projectId)),
    hereAtVersion: ({ id, status, projectId }) =>
      here(channels.hereVersion(id, wasPublished(status) ? null : projectId)),
    refreshAll: () => store.refreshAll(),
  }
}
