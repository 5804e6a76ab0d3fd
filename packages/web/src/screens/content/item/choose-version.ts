/** Which version of a content item an address shows. Pure. */
import type { ContentState, Id, Language, VersionSummary } from '@copydesk/contract'
import { isEditable } from '@copydesk/contract'

/** The version named, else the newest in the language named, else the newest in the first language. */
export function chooseVersion(
  content: ContentState,
  wanted: { versionId: Id | null; language: Language | null },
): VersionSummary | undefined {
  const named = content.versions.find((version) => version.id === wanted.versionId)
  if (named !== undefined) return named
  const languages = [wanted.language, content.languages[0]?.language]
  for (const language of languages) {
    const newest = versionsIn(content, language)[0]
    if (newest !== undefined) return newest
  }
  return content.versions[0]
}

/** The versions in a language, newest first. */
export function versionsIn(content: ContentState, language: Language | null | undefined): VersionSummary[] {
  return content.versions
    .filter((version) => version.language === language)
    .sort((one, other) => other.number - one.number)
}

/** A newer version of the same language that is still being written, if there is one. */
export function openDraftAfter(content: ContentState, version: VersionSummary): VersionSummary | undefined {
  const [newest] = versionsIn(content, version.language)
  return newest !== undefined && newest.number > version.number && isEditable(newest.status)
    ? newest
    : undefined
}
