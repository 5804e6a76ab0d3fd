/** The schemas of what the API answers say what the types say: the compiler finds where they differ. */
import { expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type { comment, commentsSnapshot, discussionList } from './comments/entity-schemas.ts'
import type * as content from './content/entity-schemas.ts'
import type { actor, position } from './core/entity-schemas.ts'
import type { problem } from './error-schemas.ts'
import type { failedWork, failedWorkList } from './failed-work/entity-schemas.ts'
import type { importPage, importTakenBack } from './imports/entity-schemas.ts'
import type * as types from './index.ts'
import type { deliveryList } from './notifications/deliveries/entity-schemas.ts'
import type * as inbox from './notifications/entity-schemas.ts'
import type * as entries from './notifications/inbox/entity-schemas.ts'
import type { mailPreviews } from './notifications/mail-previews/entity-schemas.ts'
import type { preferencesSnapshot } from './notifications/preferences/entity-schemas.ts'
import type { subscriptionsSnapshot } from './notifications/subscriptions/entity-schemas.ts'
import type { traceDetail, traceList } from './notifications/trace/entity-schemas.ts'
import type { peopleSnapshot, sessionInfo } from './people/entity-schemas.ts'
import type * as groups from './people/groups/entity-schemas.ts'
import type * as invitations from './people/invitations/entity-schemas.ts'
import type { createdServiceKey, serviceKey, serviceKeyList } from './people/keys/entity-schemas.ts'
import type { person } from './people/person-schemas.ts'
import type { me, ownSessions } from './people/profile/entity-schemas.ts'
import type { activitySnapshot } from './projects/activity/entity-schemas.ts'
import type { awaitingSnapshot } from './projects/awaiting/entity-schemas.ts'
import type { project, projectSnapshot, projectSummary, projectsSnapshot } from './projects/entity-schemas.ts'
import type { itemRows, itemsSnapshot, projectItem } from './projects/items/entity-schemas.ts'
import type * as releases from './projects/releases/entity-schemas.ts'
import type * as schedules from './projects/schedules/entity-schemas.ts'
import type { task, tasksSnapshot } from './projects/tasks/entity-schemas.ts'
import type { health } from './service/entity-schemas.ts'
import type { liveSnapshot, liveState, liveToken } from './site/entity-schemas.ts'
import type { trashSnapshot } from './trash/entity-schemas.ts'

/** As it reads, whether it was put together by `&` or not. */
type Flat<T> = T extends object ? { [Key in keyof T]: T[Key] } : T
type Of<Schema extends z.ZodType> = Flat<z.output<Schema>>
type Snapshot<State> = Flat<types.Snapshot<State>>

it('say of entities what their types say', () => {
  expectTypeOf<Of<typeof actor>>().toEqualTypeOf<types.Actor>()
  expectTypeOf<Of<typeof position>>().toEqualTypeOf<types.Position>()
  expectTypeOf<Of<typeof person>>().toEqualTypeOf<types.Person>()
  expectTypeOf<Of<typeof groups.groupsSnapshot>>().toEqualTypeOf<Snapshot<types.Groups>>()
  expectTypeOf<Of<typeof invitations.createdInvitation>>().toEqualTypeOf<Flat<types.CreatedInvitation>>()
  expectTypeOf<Of<typeof invitations.invitationsSnapshot>>().toEqualTypeOf<Snapshot<types.Invitations>>()
  expectTypeOf<Of<typeof invitations.openInvitation>>().toEqualTypeOf<types.OpenInvitation>()
  expectTypeOf<Of<typeof preferencesSnapshot>>().toEqualTypeOf<Snapshot<types.Preferences>>()
  expectTypeOf<Of<typeof subscriptionsSnapshot>>().toEqualTypeOf<Snapshot<types.Subscriptions>>()
  expectTypeOf<Of<typeof me>>().toEqualTypeOf<Flat<types.Me>>()
  expectTypeOf<Of<typeof ownSessions>>().toEqualTypeOf<Snapshot<types.OwnSessions>>()
  expectTypeOf<Of<typeof sessionInfo>>().toEqualTypeOf<types.SessionInfo>()
  expectTypeOf<Of<typeof project>>().toEqualTypeOf<types.Project>()
  expectTypeOf<Of<typeof projectSummary>>().toEqualTypeOf<types.ProjectSummary>()
  expectTypeOf<Of<typeof projectItem>>().toEqualTypeOf<types.ProjectItem>()
  expectTypeOf<Of<typeof awaitingSnapshot>>().toEqualTypeOf<Snapshot<types.AwaitingState>>()
  expectTypeOf<Of<typeof importPage>>().toEqualTypeOf<types.Page<types.ImportRun>>()
  expectTypeOf<Of<typeof importTakenBack>>().toEqualTypeOf<types.ImportTakenBack>()
  expectTypeOf<Of<typeof trashSnapshot>>().toEqualTypeOf<Snapshot<Flat<types.TrashState>>>()
  expectTypeOf<Of<typeof task>>().toEqualTypeOf<types.Task>()
  expectTypeOf<Of<typeof activitySnapshot>>().toEqualTypeOf<Snapshot<Flat<types.ActivityState>>>()
  expectTypeOf<Of<typeof tasksSnapshot>>().toEqualTypeOf<Snapshot<types.TasksState>>()
  expectTypeOf<Of<typeof itemRows>>().toEqualTypeOf<types.ItemRows>()
  expectTypeOf<Of<typeof releases.liveVersion>>().toEqualTypeOf<types.LiveVersion>()
  expectTypeOf<Of<typeof releases.publishResult>>().toEqualTypeOf<types.PublishResult>()
  expectTypeOf<Of<typeof releases.blocker>>().toEqualTypeOf<Flat<types.Blocker>>()
  expectTypeOf<Of<typeof releases.release>>().toEqualTypeOf<types.Release>()
  expectTypeOf<Of<typeof releases.releaseDocument>>().toEqualTypeOf<Flat<types.ReleaseDocument>>()
  expectTypeOf<Of<typeof schedules.schedule>>().toEqualTypeOf<types.Schedule>()
  expectTypeOf<Of<typeof schedules.timeChoice>>().toEqualTypeOf<types.TimeChoice>()
  expectTypeOf<Of<typeof comment>>().toEqualTypeOf<types.Comment>()
  expectTypeOf<Of<typeof content.contentSummary>>().toEqualTypeOf<types.ContentSummary>()
  expectTypeOf<Of<typeof content.version>>().toEqualTypeOf<types.Version>()
  expectTypeOf<Of<typeof content.versionSummary>>().toEqualTypeOf<types.VersionSummary>()
  expectTypeOf<Of<typeof content.createdContent>>().toEqualTypeOf<types.CreatedContent>()
  expectTypeOf<Of<typeof content.keptText>>().toEqualTypeOf<types.KeptText>()
  expectTypeOf<Of<typeof content.keptTextList>>().toEqualTypeOf<types.KeptTextList>()
  expectTypeOf<Of<typeof inbox.notification>>().toEqualTypeOf<types.Notification>()
  expectTypeOf<Of<typeof inbox.inboxCounts>>().toEqualTypeOf<types.InboxCounts>()
  expectTypeOf<Of<typeof inbox.allRead>>().toEqualTypeOf<Flat<types.AllRead>>()
  expectTypeOf<Of<typeof liveState>>().toEqualTypeOf<Flat<types.LiveState>>()
  expectTypeOf<Of<typeof liveToken>>().toEqualTypeOf<types.LiveToken>()
  expectTypeOf<Of<typeof health>>().toEqualTypeOf<types.Health>()
  expectTypeOf<Of<typeof deliveryList>>().toEqualTypeOf<Snapshot<types.DeliveryList>>()
  expectTypeOf<Of<typeof mailPreviews>>().toEqualTypeOf<types.MailPreviews>()
  expectTypeOf<Of<typeof traceList>>().toEqualTypeOf<Snapshot<types.TraceList>>()
  expectTypeOf<Of<typeof traceDetail>>().toEqualTypeOf<Snapshot<Flat<types.TraceDetail>>>()
  expectTypeOf<Of<typeof failedWork>>().toEqualTypeOf<types.FailedWork>()
  expectTypeOf<Of<typeof failedWorkList>>().toEqualTypeOf<Snapshot<types.FailedWorkList>>()
  expectTypeOf<Of<typeof serviceKey>>().toEqualTypeOf<types.ServiceKey>()
  expectTypeOf<Of<typeof createdServiceKey>>().toEqualTypeOf<Flat<types.CreatedServiceKey>>()
  expectTypeOf<Of<typeof serviceKeyList>>().toEqualTypeOf<types.ServiceKeyList>()
  expectTypeOf<Of<typeof problem>>().toEqualTypeOf<types.Problem>()
})

it('say of snapshots what their types say', () => {
  expectTypeOf<Of<typeof projectsSnapshot>>().toEqualTypeOf<Snapshot<types.ProjectsState>>()
  expectTypeOf<Of<typeof projectSnapshot>>().toEqualTypeOf<Snapshot<types.ViewedProject>>()
  expectTypeOf<Of<typeof itemsSnapshot>>().toEqualTypeOf<Snapshot<types.ItemsState>>()
  expectTypeOf<Of<typeof releases.releasesSnapshot>>().toEqualTypeOf<Snapshot<types.ReleasesState>>()
  expectTypeOf<Of<typeof discussionList>>().toEqualTypeOf<types.DiscussionList>()
  expectTypeOf<Of<typeof commentsSnapshot>>().toEqualTypeOf<Snapshot<types.CommentsState>>()
  expectTypeOf<Of<typeof content.contentListSnapshot>>().toEqualTypeOf<Snapshot<types.ContentListState>>()
  expectTypeOf<Of<typeof content.contentSnapshot>>().toEqualTypeOf<Snapshot<types.ContentState>>()
  expectTypeOf<Of<typeof entries.inboxSnapshot>>().toEqualTypeOf<Snapshot<types.InboxState>>()
  expectTypeOf<Of<typeof peopleSnapshot>>().toEqualTypeOf<Snapshot<types.PeopleState>>()
  expectTypeOf<Of<typeof liveSnapshot>>().toEqualTypeOf<Snapshot<types.LiveState>>()
})
