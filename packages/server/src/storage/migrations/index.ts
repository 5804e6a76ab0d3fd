/** Every migration, in order. A name, once released, is never changed, and neither is what it does. */
import * as journal from './0001-journal.ts'
import * as people from './0002-people.ts'
import * as content from './0003-content.ts'
import * as projects from './0004-projects.ts'
import * as comments from './0005-comments.ts'
import * as notifications from './0006-notifications.ts'
import * as liveSwitches from './0007-live-switches.ts'
import * as publicationInfo from './0008-publication-info.ts'
import * as keptTexts from './0009-kept-texts.ts'
import * as channelBytes from './0010-channel-bytes.ts'
import * as imports from './0011-imports.ts'
import * as dueDates from './0012-due-dates.ts'
import * as removedItems from './0013-removed-items.ts'
import * as publicationTags from './0014-publication-tags.ts'
import * as rejections from './0015-rejections.ts'
import * as textChangedAt from './0016-text-changed-at.ts'
import * as tidyTexts from './0017-tidy-texts.ts'
import * as commentCounts from './0018-comment-counts.ts'
import * as baseVersions from './0019-base-versions.ts'
import * as releases from './0020-releases.ts'
import * as serviceKeys from './0021-service-keys.ts'
import * as externalIds from './0022-external-ids.ts'
import * as kindsOfWork from './0023-kinds-of-work.ts'
import * as itemActions from './0024-item-actions.ts'
import * as notificationOrder from './0025-notification-order.ts'
import * as providerAccounts from './0026-provider-accounts.ts'
import { inboxIndices } from './0027-inbox-indices.ts'
import { appendsWithoutIndex } from './0028-appends-without-index.ts'
import * as releasesWithoutProject from './0029-releases-without-project.ts'
import * as profiles from './0030-profiles.ts'
import * as peopleWhoLeft from './0031-people-who-left.ts'
import * as invitations from './0032-invitations.ts'
import * as textRevisions from './0033-text-revisions.ts'
import * as notificationsWithoutProject from './0034-notifications-without-project.ts'
import * as references from './0035-references.ts'
import * as groups from './0036-groups.ts'
import * as tasks from './0037-tasks.ts'
import * as archivedProjects from './0038-archived-projects.ts'
import * as schedules from './0039-schedules.ts'
import * as reverts from './0040-reverts.ts'
import { itemAssignees } from './0041-item-assignees.ts'
import * as approvals from './0042-approvals.ts'
import * as activity from './0043-activity.ts'
import { itemsInReview } from './0044-items-in-review.ts'
import * as privateProjects from './0045-private-projects.ts'
import { versionStatuses } from './0046-version-statuses.ts'
import * as withdrawnNotifications from './0047-withdrawn-notifications.ts'
import { notificationsBySight } from './0048-notifications-by-sight.ts'
import * as trash from './0049-trash.ts'
import { trashIndices } from './0050-trash-indices.ts'
import * as subscriptions from './0051-subscriptions.ts'
import * as commentsOnTexts from './0052-comments-on-texts.ts'
import { commentsByText } from './0053-comments-by-text.ts'
import * as importsUndone from './0054-imports-undone.ts'
import * as providerGroups from './0055-provider-groups.ts'
import * as preferences from './0056-preferences.ts'
import * as passages from './0057-passages.ts'
import * as mails from './0058-mails.ts'
import * as inboxEntries from './0059-inbox-entries.ts'
import { inboxEntryIndices } from './0060-inbox-entry-indices.ts'
import * as noWithdrawnNotifications from './0061-no-withdrawn-notifications.ts'
import * as reactions from './0062-reactions.ts'
import * as traces from './0063-traces.ts'
import * as earlierWords from './0064-earlier-words.ts'
import * as mailSettings from './0065-mail-settings.ts'
import { mailNoticesPerson } from './0066-mail-notices-person.ts'
import { releasesByPerson } from './0067-releases-by-person.ts'
import * as mailPreviews from './0068-mail-previews.ts'
import * as resolvedThreads from './0069-resolved-threads.ts'
import * as mentions from './0070-mentions.ts'
import { inboxEntriesByContent } from './0071-inbox-entries-by-content.ts'
import * as refusedAddresses from './0072-refused-addresses.ts'
import * as unreadFrom from './0073-unread-from.ts'
import * as seenVersions from './0074-seen-versions.ts'
import * as lookedAfterSchedules from './0075-looked-after-schedules.ts'
import * as commentNumbers from './0076-comment-numbers.ts'
import { commentsByNumber } from './0077-comments-by-number.ts'
import { threadsByResolution } from './0078-threads-by-resolution.ts'
import type { SchemaMigration } from './index-change.ts'

export const migrations: Record<string, SchemaMigration> = {
  '0001-journal': journal,
  '0002-people': people,
  '0003-content': content,
  '0004-projects': projects,
  '0005-comments': comments,
  '0006-notifications': notifications,
  '0007-live-switches': liveSwitches,
  '0008-publication-info': publicationInfo,
  '0009-kept-texts': keptTexts,
  '0010-channel-bytes': channelBytes,
  '0011-imports': imports,
  '0012-due-dates': dueDates,
  '0013-removed-items': removedItems,
  '0014-publication-tags': publicationTags,
  '0015-rejections': rejections,
  '0016-text-changed-at': textChangedAt,
  '0017-tidy-texts': tidyTexts,
  '0018-comment-counts': commentCounts,
  '0019-base-versions': baseVersions,
  '0020-releases': releases,
  '0021-service-keys': serviceKeys,
  '0022-external-ids': externalIds,
  '0023-kinds-of-work': kindsOfWork,
  '0024-item-actions': itemActions,
  '0025-notification-order': notificationOrder,
  '0026-provider-accounts': providerAccounts,
  '0027-inbox-indices': inboxIndices,
  '0028-appends-without-index': appendsWithoutIndex,
  '0029-releases-without-project': releasesWithoutProject,
  '0030-profiles': profiles,
  '0031-people-who-left': peopleWhoLeft,
  '0032-invitations': invitations,
  '0033-text-revisions': textRevisions,
  '0034-notifications-without-project': notificationsWithoutProject,
  '0035-references': references,
  '0036-groups': groups,
  '0037-tasks': tasks,
  '0038-archived-projects': archivedProjects,
  '0039-schedules': schedules,
  '0040-reverts': reverts,
  '0041-item-assignees': itemAssignees,
  '0042-approvals': approvals,
  '0043-activity': activity,
  '0044-items-in-review': itemsInReview,
  '0045-private-projects': privateProjects,
  '0046-version-statuses': versionStatuses,
  '0047-withdrawn-notifications': withdrawnNotifications,
  '0048-notifications-by-sight': notificationsBySight,
  '0049-trash': trash,
  '0050-trash-indices': trashIndices,
  '0051-subscriptions': subscriptions,
  '0052-comments-on-texts': commentsOnTexts,
  '0053-comments-by-text': commentsByText,
  '0054-imports-undone': importsUndone,
  '0055-provider-groups': providerGroups,
  '0056-preferences': preferences,
  '0057-passages': passages,
  '0058-mails': mails,
  '0059-inbox-entries': inboxEntries,
  '0060-inbox-entry-indices': inboxEntryIndices,
  '0061-no-withdrawn-notifications': noWithdrawnNotifications,
  '0062-reactions': reactions,
  '0063-traces': traces,
  '0064-earlier-words': earlierWords,
  '0065-mail-settings': mailSettings,
  '0066-mail-notices-person': mailNoticesPerson,
  '0067-releases-by-person': releasesByPerson,
  '0068-mail-previews': mailPreviews,
  '0069-resolved-threads': resolvedThreads,
  '0070-mentions': mentions,
  '0071-inbox-entries-by-content': inboxEntriesByContent,
  '0072-refused-addresses': refusedAddresses,
  '0073-unread-from': unreadFrom,
  '0074-seen-versions': seenVersions,
  '0075-looked-after-schedules': lookedAfterSchedules,
  '0076-comment-numbers': commentNumbers,
  '0077-comments-by-number': commentsByNumber,
  '0078-threads-by-resolution': threadsByResolution,
}

/**
 * A program that does not know this migration must not write into a database that has it. Migrations that only add stay
 * above it: servers of the version before then run beside new ones. One that drops, renames or gives another meaning to
 * what the version before reads or writes raises it to itself.
 */
export const schemaFloor = '0061-no-withdrawn-notifications'
