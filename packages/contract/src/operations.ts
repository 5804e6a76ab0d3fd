/**
 * `@copydesk/contract/operations`: every operation of the HTTP API. Routes take their schemas and rights from these,
 * and `/openapi.json` is made of them. For servers: the schemas are zod's.
 */
import * as comments from './comments/operations.ts'
import * as content from './content/operations.ts'
import type { Operation } from './core/operation.ts'
import * as diagnosis from './diagnosis/operations.ts'
import * as failedWork from './failed-work/operations.ts'
import * as imports from './imports/operations.ts'
import * as deliveries from './notifications/deliveries/operations.ts'
import * as inbox from './notifications/inbox/operations.ts'
import * as mailPreviews from './notifications/mail-previews/operations.ts'
import * as notifications from './notifications/operations.ts'
import * as preferences from './notifications/preferences/operations.ts'
import * as subscriptions from './notifications/subscriptions/operations.ts'
import * as traces from './notifications/trace/operations.ts'
import * as groups from './people/groups/operations.ts'
import * as invitations from './people/invitations/operations.ts'
import * as keys from './people/keys/operations.ts'
import * as people from './people/operations.ts'
import * as profile from './people/profile/operations.ts'
import * as activity from './projects/activity/operations.ts'
import * as awaiting from './projects/awaiting/operations.ts'
import * as items from './projects/items/operations.ts'
import * as members from './projects/members/operations.ts'
import * as projects from './projects/operations.ts'
import * as releases from './projects/releases/operations.ts'
import * as review from './projects/review/operations.ts'
import * as schedules from './projects/schedules/operations.ts'
import * as versionSchedules from './projects/schedules/version-operations.ts'
import * as tasks from './projects/tasks/operations.ts'
import * as search from './search/operations.ts'
import { serverApiOperations } from './server-api/operations.ts'
import * as service from './service/operations.ts'
import * as site from './site/operations.ts'
import * as trash from './trash/operations.ts'

export { type Operation, problemsOf } from './core/operation.ts'
export {
  activity,
  awaiting,
  comments,
  content,
  deliveries,
  diagnosis,
  failedWork,
  groups,
  imports,
  inbox,
  invitations,
  items,
  keys,
  mailPreviews,
  members,
  notifications,
  people,
  preferences,
  profile,
  projects,
  releases,
  review,
  schedules,
  search,
  service,
  site,
  subscriptions,
  tasks,
  traces,
  trash,
  versionSchedules,
}

/** All of them, in the order of the document. */
export const operations: readonly Operation[] = [
  ...Object.values(projects),
  ...Object.values(members),
  ...Object.values(releases),
  ...Object.values(schedules),
  ...Object.values(versionSchedules),
  ...Object.values(items),
  ...Object.values(tasks),
  ...Object.values(awaiting),
  ...Object.values(review),
  ...Object.values(activity),
  ...Object.values(comments),
  ...Object.values(content),
  ...Object.values(imports),
  ...Object.values(trash),
  ...Object.values(inbox),
  ...Object.values(notifications),
  ...Object.values(subscriptions),
  ...Object.values(preferences),
  ...Object.values(mailPreviews),
  ...Object.values(traces),
  ...Object.values(deliveries),
  ...Object.values(people),
  ...Object.values(profile),
  ...Object.values(groups),
  ...Object.values(invitations),
  ...Object.values(keys),
  ...Object.values(search),
  ...Object.values(site),
  ...Object.values(failedWork),
  ...Object.values(diagnosis),
  ...Object.values(service),
  ...serverApiOperations,
]
