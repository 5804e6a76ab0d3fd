/** What every domain answers over HTTP: served by the role `web`, and the list that rules for every route are tried on. */
import { commentRoutes } from '../../comments/routes.ts'
import { contentRoutes } from '../../content/routes/content.ts'
import { keptTextRoutes } from '../../content/routes/kept-texts.ts'
import type { Routes } from '../../http/app.ts'
import { importRoutes } from '../../import/routes.ts'
import { failedWorkRoutes } from '../../jobs/routes.ts'
import { liveRoutes } from '../../live-switch/routes.ts'
import { deliveryRoutes } from '../../notifications/deliveries/routes.ts'
import { inboxRoutes } from '../../notifications/inbox/routes.ts'
import { mailPreviewRoutes } from '../../notifications/mail/routes.ts'
import { preferenceRoutes } from '../../notifications/preferences/routes.ts'
import { notificationRoutes } from '../../notifications/routes.ts'
import { subscriptionRoutes } from '../../notifications/subscriptions/routes.ts'
import { traceRoutes } from '../../notifications/trace/routes.ts'
import { groupRoutes } from '../../people/groups/routes.ts'
import { keyRoutes } from '../../people/keys/routes.ts'
import { peopleRoutes } from '../../people/routes.ts'
import { activityRoutes } from '../../projects/activity/routes.ts'
import { awaitingRoutes } from '../../projects/awaiting/routes.ts'
import { itemRoutes } from '../../projects/items/routes.ts'
import { memberRoutes } from '../../projects/members/routes.ts'
import { projectRoutes } from '../../projects/project/routes.ts'
import { releaseRoutes } from '../../projects/releases/routes.ts'
import { reviewRoutes } from '../../projects/review/routes.ts'
import { scheduleRoutes } from '../../projects/schedules/routes.ts'
import { taskRoutes } from '../../projects/tasks/routes.ts'
import { searchRoutes } from '../../search/routes.ts'
import { trashRoutes } from '../../trash/routes.ts'

export const domainRoutes: readonly Routes[] = [
  peopleRoutes,
  groupRoutes,
  keyRoutes,
  liveRoutes,
  failedWorkRoutes,
  contentRoutes,
  keptTextRoutes,
  projectRoutes,
  memberRoutes,
  searchRoutes,
  trashRoutes,
  importRoutes,
  itemRoutes,
  taskRoutes,
  awaitingRoutes,
  releaseRoutes,
  scheduleRoutes,
  reviewRoutes,
  activityRoutes,
  commentRoutes,
  inboxRoutes,
  notificationRoutes,
  subscriptionRoutes,
  preferenceRoutes,
  mailPreviewRoutes,
  traceRoutes,
  deliveryRoutes,
]
