/**
 * The registry of every error that the HTTP API answers, as `application/problem+json` (RFC 9457).
 * `code` is stable; `title` is safe to show; `remedy` tells the reader what to do next. One file, however long: a
 * code is looked up in one place.
 */
import type { Blocker } from './projects/releases/commands.ts'
import type { TimeChoice } from './projects/schedules/commands.ts'
import type { HealthChecks } from './service/entity.ts'

export interface ErrorEntry {
  status: number
  title: string
  remedy: string
  /** It passes, perhaps: when it is worth sending the same again. Told in Retry-After. */
  retryAfterSeconds?: number
}

export const errors = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    remedy: 'Correct the fields listed in "errors" and send it again.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    remedy: 'Send a JSON object with Content-Type: application/json.',
  },
  sign_in_failed: {
    status: 401,
    title: 'E-mail address or password is wrong',
    remedy: 'Check both and try again.',
  },
  invitation_unknown: {
    status: 404,
    title: 'There is no such invitation',
    remedy: 'Open the whole link, as it was sent, or ask for a new one.',
  },
  invitation_used: {
    status: 410,
    title: 'This invitation was used already',
    remedy: 'Sign in if it was you; else ask for a new one.',
  },
  invitation_expired: {
    status: 410,
    title: 'This invitation has expired',
    remedy: 'Ask whoever sent it for a new one.',
  },
  invitation_revoked: {
    status: 410,
    title: 'This invitation was taken back',
    remedy: 'Ask whoever sent it for a new one.',
  },
  too_many_invitations: {
    status: 409,
    title: '100 invitations are open already',
    remedy: 'Revoke those that nobody is going to use.',
  },
  too_many_groups: {
    status: 409,
    title: 'There are 200 groups already',
    remedy: 'Delete those that nobody needs.',
  },
  too_many_subscriptions: {
    status: 409,
    title: 'You watch and mute 1000 things already',
    remedy: 'Set some of them back to the default.',
  },
  group_managed: {
    status: 409,
    title: 'The sign-in provider says who is in this group',
    remedy: 'Change it at the provider, or take the group over first.',
  },
  project_is_public: {
    status: 409,
    title: 'The project is public',
    remedy: 'Everybody who may read projects is in it; only private projects have members.',
  },
  too_many_members: {
    status: 409,
    title: 'The project has 200 members already',
    remedy: 'Put people into a group, and let the group in.',
  },
  account_deactivated: {
    status: 403,
    title: 'This account was deactivated',
    remedy: 'Ask an administrator to let you in again.',
  },
  last_administrator: {
    status: 409,
    title: 'Somebody has to stay administrator',
    remedy: 'Make somebody else an administrator first.',
  },
  password_wrong: {
    status: 403,
    title: 'The current password is wrong',
    remedy: 'Type the password that you signed in with last, or ask whoever runs the server for a new one.',
  },
  no_password: {
    status: 409,
    title: 'You sign in without a password here',
    remedy: 'Go on as you do, or ask whoever runs the server for a password.',
  },
  other_person: {
    status: 401,
    title: 'Somebody else is signed in here now',
    remedy: 'Sign in again as the person that Copydesk-Person names, or leave that header out.',
  },
  not_signed_in: {
    status: 401,
    title: 'You are not signed in',
    remedy: 'Sign in, then try again.',
  },
  credential_refused: {
    status: 401,
    title: 'The key or token does not open this',
    remedy: '"detail" says why: use one that is valid, or leave the Authorization header out and sign in.',
  },
  sign_in_expired: {
    status: 400,
    title: 'The sign-in took too long, or began in another browser',
    remedy: 'Begin it again.',
  },
  provider_unreachable: {
    status: 503,
    title: 'The sign-in provider does not answer',
    remedy:
      'Try again in a while, or sign in with a password. Whoever runs the server finds the reason in its log.',
  },
  provider_refused: {
    status: 403,
    title: 'The sign-in provider did not let you in',
    remedy: 'Begin again, or ask whoever runs the server, who finds the reason in its log.',
  },
  provider_clock: {
    status: 403,
    title: 'The clocks of Copydesk and of the sign-in provider differ',
    remedy:
      'Ask whoever runs the server to set its clock by the network (NTP); its log says by how much it differs.',
  },
  no_role: {
    status: 403,
    title: 'Your account has no role here',
    remedy: 'Ask an administrator to put you into a group that has one.',
  },
  email_taken: {
    status: 409,
    title: 'The e-mail address belongs to another person here',
    remedy: 'Sign in as before, or ask whoever runs the server to link both accounts.',
  },
  person_needed: {
    status: 403,
    title: 'This belongs to a person, and a service asked',
    remedy: 'Name the person in Copydesk-On-Behalf-Of, with a key that has the scope "people.represent".',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    remedy: 'Ask an administrator for a role that does.',
  },
  origin_not_allowed: {
    status: 403,
    title: 'The page that sent this request is not allowed to',
    remedy:
      'Open Copydesk at COPYDESK_PUBLIC_URL. A page on another host of the same site needs its origin in COPYDESK_ALLOWED_ORIGINS; a page of another site cannot use the cookie, and needs a token.',
  },
  host_not_allowed: {
    status: 421,
    title: 'This host name is not served here',
    remedy: 'Open Copydesk at COPYDESK_PUBLIC_URL, or set that to the address you use.',
  },
  approvals_required: {
    status: 409,
    title: 'It becomes ready by its approvals',
    remedy:
      'Ask those whom its rule names to approve it, or an administrator or project manager to overrule the rule.',
  },
  approval_not_asked: {
    status: 403,
    title: 'Your decision is not asked for here',
    remedy: 'Leave it to those whom the rule asks; the review says who they are.',
  },
  own_text: {
    status: 403,
    title: 'Nobody approves what they edited',
    remedy: 'Ask somebody else whom the rule names, or change the rule so that editors may approve.',
  },
  text_changed: {
    status: 409,
    title: 'The text was changed since you read it',
    remedy: 'Read it as it is now, then decide.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    remedy: 'Check the address; what it names never existed or is not yours to see.',
  },
  outside_base_path: {
    status: 404,
    title: 'Copydesk is below another path here',
    remedy:
      'Use the path of COPYDESK_PUBLIC_URL, which "detail" names, and let the proxy pass it on as it is.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'Use one of the methods in the Allow header.',
  },
  gone: {
    status: 410,
    title: 'This was deleted',
    remedy: 'Go back to the list it was in.',
  },
  project_archived: {
    status: 409,
    title: 'The project is archived',
    remedy: 'Reactivate it first; until then it is there to be read.',
  },
  invalid_status_move: {
    status: 409,
    title: 'The status cannot change that way',
    remedy: 'Allowed: draft ⇄ in review ⇄ ready, in review ⇄ rejected → draft.',
  },
  version_in_other_project: {
    status: 409,
    title: 'The version is already in another project',
    remedy: 'Add a new draft of the content instead, or take the version out of the other project.',
  },
  content_in_project: {
    status: 409,
    title: 'The project holds this content already',
    remedy:
      'A project does one thing with a content item in a language. Take its item out of the project first.',
  },
  nothing_live: {
    status: 409,
    title: 'Nothing of this content is live',
    remedy: 'Only what is published in that language can be taken down.',
  },
  content_live: {
    status: 409,
    title: 'Something of this content is live',
    remedy: 'Take it down first, with a project that unpublishes it; then delete it.',
  },
  not_in_trash: {
    status: 409,
    title: 'It is not in the trash',
    remedy: 'Delete it first; only what is in the trash is deleted for good.',
  },
  import_not_last: {
    status: 409,
    title: 'The folder was imported again since',
    remedy: 'Take the later import back first.',
  },
  held_privately: {
    status: 409,
    title: 'A private project has a part in this content',
    remedy: 'Ask somebody who is in that project.',
  },
  version_not_editable: {
    status: 409,
    title: 'This version can no longer be edited',
    remedy: 'Start a new draft from it.',
  },
  publish_blocked: {
    status: 409,
    title: 'Something keeps this from being published',
    remedy:
      'Each of "blockers" says why, and in "lift" what is to be done and who can. Where something else is live than when it was begun, rebase it or name it in "replace".',
  },
  too_many_tasks: {
    status: 409,
    title: 'A project has at most 200 tasks',
    remedy: 'Delete those that are done, or put some of them into another project.',
  },
  nothing_to_revert: {
    status: 409,
    title: 'There is nothing to take back',
    remedy: 'Nothing of this release is live any more; what it took down is live again.',
  },
  nothing_to_publish: {
    status: 409,
    title: 'Nothing here is ready to publish',
    remedy: 'Mark at least one item as ready; what was live before needs a new draft.',
  },
  locked_by_schedule: {
    status: 409,
    title: 'It is scheduled, and locked until then',
    remedy:
      'Cancel the schedule to change texts, statuses or what the project holds; then schedule it again.',
  },
  already_scheduled: {
    status: 409,
    title: 'It is scheduled already',
    remedy: 'Change the schedule, or cancel it first.',
  },
  not_scheduled: {
    status: 409,
    title: 'It is not scheduled',
    remedy: 'Load it again: it was published meanwhile, or somebody cancelled the schedule.',
  },
  schedule_missed: {
    status: 409,
    title: 'The time of this schedule has passed',
    remedy: 'Publish it now, or cancel the schedule.',
  },
  schedule_not_missed: {
    status: 409,
    title: 'This schedule did not miss its time',
    remedy: 'Wait for it, change it, or cancel it and publish.',
  },
  time_invalid: {
    status: 400,
    title: 'This is no date and time',
    remedy: 'Send the time on the wall without an offset, as "2026-12-24T09:00".',
  },
  time_zone_unknown: {
    status: 400,
    title: 'There is no such time zone',
    remedy: 'Send the name of an IANA time zone, as "Europe/Berlin".',
  },
  time_skipped: {
    status: 400,
    title: 'The clocks skip this time',
    remedy: 'They are set forward then: choose a time before or after, as "detail" says.',
  },
  time_repeated: {
    status: 400,
    title: 'The clocks show this time twice',
    remedy: 'They are set back then: say in "occurrence" which of "choices" is meant, "earlier" or "later".',
  },
  time_in_past: {
    status: 400,
    title: 'This time has passed',
    remedy: 'Choose a later one, or publish now.',
  },
  thread_mismatch: {
    status: 409,
    title: 'The comment it answers is not in this thread any more',
    remedy: 'Reload the thread and answer again.',
  },
  passage_lost: {
    status: 409,
    title: 'The text does not hold this passage any more',
    remedy: 'Select the words anew, or comment on the whole text.',
  },
  too_many_reactions: {
    status: 409,
    title: 'The comment has 20 different reactions already',
    remedy: 'React with one of those.',
  },
  setup_code_wrong: {
    status: 403,
    title: 'The code for the set-up is wrong',
    remedy: 'Open the link that the server printed when it was last started; each start prints a new one.',
  },
  setup_done: {
    status: 409,
    title: 'The first administrator exists already',
    remedy: 'Sign in.',
  },
  fixed_by_setting: {
    status: 409,
    title: 'A setting of the server decides this',
    remedy: 'Ask whoever runs the server to change the setting that "detail" names.',
  },
  other_role: {
    status: 421,
    title: 'This server has no part in that',
    remedy: 'Operators: lead this path to servers with the role that "detail" names (COPYDESK_ROLES).',
  },
  websocket_off: {
    status: 409,
    title: 'WebSockets are switched off here',
    remedy: 'Ask GET /api/v1/live which transports are on; "detail" says what switched this one off.',
  },
  transport_off: {
    status: 409,
    title: 'This way of live updates is switched off here',
    remedy: 'Ask GET /api/v1/live which transports are on; "detail" says what switched this one off.',
  },
  revision_mismatch: {
    status: 412,
    title: 'This was changed since you looked',
    remedy: 'Look at it as it is now, then make your change again (a program: with the new ETag).',
  },
  precondition_required: {
    status: 428,
    title: 'The If-Match header is missing',
    remedy: 'Send the ETag of the revision that you edited as If-Match.',
  },
  payload_too_large: {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send less at once.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The Content-Type is not supported',
    remedy: 'Send JSON with Content-Type: application/json.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used for a different request',
    remedy: 'Use a new key for a new request.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait for the seconds given in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on the server',
    remedy: 'Try again; if it stays, give the operator the "instance" of this answer.',
  },
  work_replaced: {
    status: 409,
    title: 'Newer work of the same kind waits in its place',
    remedy: 'Discard the failed one: what it was to do is out of date.',
  },
  storage_busy: {
    status: 503,
    retryAfterSeconds: 2,
    title: 'The database is kept busy by somebody else',
    remedy: 'Send it again after the seconds given in Retry-After; nothing was changed.',
  },
  storage_full: {
    status: 503,
    retryAfterSeconds: 30,
    title: 'The disk of the database is full',
    remedy:
      'Free space on it (SQLite: the disk of the data folder); a restart is not needed. Nothing was changed.',
  },
  storage_read_only: {
    status: 503,
    title: 'The database may be read only',
    remedy: 'Make the data folder and its disk writable for the user of the server. Nothing was changed.',
  },
  storage_unreachable: {
    status: 503,
    retryAfterSeconds: 5,
    title: 'The database cannot be reached',
    remedy:
      'Look into the log of the server for the reason: the network, PostgreSQL itself, or the disk and the rights of the data folder.',
  },
  storage_refused: {
    status: 503,
    title: 'The database does not let the server in',
    remedy: 'Look into the log of the server for the reason, and correct COPYDESK_DATABASE_URL.',
  },
  storage_damaged: {
    status: 503,
    title: 'The database is damaged',
    remedy: 'Stop the server, keep a copy of the data folder, and restore a backup.',
  },
  storage_gone: {
    status: 503,
    title: 'The database was deleted or replaced while the server runs',
    remedy: 'Put the data folder right and restart the server; until then nothing is written.',
  },
  schema_mismatch: {
    status: 503,
    title: 'The database has the schema of another version',
    remedy: 'Start the version of Copydesk that brought it there; a newer one brings it up at its start.',
  },
  unavailable: {
    status: 503,
    retryAfterSeconds: 5,
    title: 'The server is starting or stopping',
    remedy: 'Try again in a few seconds.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errors

/** One field of a request that is wrong: `path` as a JSON Pointer (RFC 6901). */
export interface FieldError {
  path: string
  message: string
}

/** Body of every error answer. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  /** What to do about it. */
  remedy: string
  /** Id of the request, as in the server's log. */
  instance: string
  errors?: FieldError[]
  blockers?: Blocker[]
  /** Of `time_repeated`: the instants that the time may be. */
  choices?: TimeChoice[]
  /** Of `/readyz`. */
  checks?: HealthChecks
}
