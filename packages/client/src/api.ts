/**
 * The HTTP API (`/api/v1`) as typed methods, grouped by resource. Reads resolve to what the server answered;
 * commands are `Sent`, with the id that their events carry. Both reject with `ApiError`. Holds no state.
 */
import { createCommentsApi } from './comments/api.ts'
import { createContentApi } from './content/api.ts'
import { createFailedWorkApi } from './failed-work/api.ts'
import type { ApiError } from './http/api-error.ts'
import { createTransport } from './http/transport.ts'
import { createImportsApi } from './imports/api.ts'
import { createNotificationsApi } from './notifications/api.ts'
import { createDeliveriesApi } from './notifications/deliveries/api.ts'
import { createInboxApi } from './notifications/inbox/api.ts'
import { createMailPreviewsApi } from './notifications/mail-previews/api.ts'
import { createPreferencesApi } from './notifications/preferences/api.ts'
import { createSubscriptionsApi } from './notifications/subscriptions/api.ts'
import { createTracesApi } from './notifications/trace/api.ts'
import { createPeopleApi, createSessionApi } from './people/api.ts'
import { createGroupsApi } from './people/groups/api.ts'
import { createInvitationsApi } from './people/invitations/api.ts'
import { createKeysApi } from './people/keys/api.ts'
import { createMeApi } from './people/profile/api.ts'
import { createActivityApi } from './projects/activity/api.ts'
import { createProjectsApi } from './projects/api.ts'
import { createAwaitingApi } from './projects/awaiting/api.ts'
import { createItemsApi } from './projects/items/api.ts'
import { createReleasesApi } from './projects/releases/api.ts'
import { createReviewApi } from './projects/review/api.ts'
import { createSchedulesApi, createVersionSchedulesApi } from './projects/schedules/api.ts'
import { createTasksApi } from './projects/tasks/api.ts'
import { type Clock, systemClock } from './realtime/clock.ts'
import { createSearchApi } from './search/api.ts'
import { createLiveApi } from './site/api.ts'
import { createTrashApi } from './trash/api.ts'

export interface ApiOptions {
  /** Origin (and prefix) of the server, e.g. `https://cms.example`; absent: the page's own origin. */
  baseUrl?: string
  fetch?: typeof globalThis.fetch
  /** Sent with every request, e.g. `Authorization`, for clients without the session cookie. */
  headers?: () => Record<string, string>
  /** Called for every error, e.g. to show the sign-in page at `not_signed_in`. */
  onError?: (error: ApiError) => void
  clock?: Clock
  random?: () => number
  timeoutMs?: number
}

export type Api = ReturnType<typeof createApi>

/** Makes the methods of one server's API. */
export function createApi(options: ApiOptions = {}) {
  const transport = createTransport({
    baseUrl: options.baseUrl ?? '',
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: options.headers ?? (() => ({})),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? 30_000,
    onError: options.onError ?? (() => {}),
  })
  return {
    session: createSessionApi(transport),
    me: createMeApi(transport),
    people: createPeopleApi(transport),
    groups: createGroupsApi(transport),
    invitations: createInvitationsApi(transport),
    keys: createKeysApi(transport),
    live: createLiveApi(transport),
    projects: createProjectsApi(transport),
    items: createItemsApi(transport),
    releases: createReleasesApi(transport),
    activity: createActivityApi(transport),
    tasks: createTasksApi(transport),
    schedules: createSchedulesApi(transport),
    versionSchedules: createVersionSchedulesApi(transport),
    awaiting: createAwaitingApi(transport),
    imports: createImportsApi(transport),
    trash: createTrashApi(transport),
    review: createReviewApi(transport),
    comments: createCommentsApi(transport),
    content: createContentApi(transport),
    inbox: createInboxApi(transport),
    notifications: createNotificationsApi(transport),
    preferences: createPreferencesApi(transport),
    subscriptions: createSubscriptionsApi(transport),
    mailPreviews: createMailPreviewsApi(transport),
    traces: createTracesApi(transport),
    deliveries: createDeliveriesApi(transport),
    failedWork: createFailedWorkApi(transport),
    search: createSearchApi(transport),
  }
}
