/** What of the content can be added to a project, and as what. Pure. */
import {
  type ContentSummary,
  type Id,
  type LanguageState,
  type ProjectSummary,
  wasPublished,
} from '@copydesk/contract'

export interface Addable {
  /** Content and language: what is added is one version of it. */
  id: string
  content: ContentSummary
  language: LanguageState
  /** In the project already. */
  isInProject: boolean
  /** What adding it means, in words. */
  words: string
}

/** One entry for each language of each content item. */
export function addablesOf(
  contents: readonly ContentSummary[],
  projectId: Id,
  projects: readonly Pick<ProjectSummary, 'id' | 'name'>[],
): Addable[] {
  const names = new Map(projects.map((project) => [project.id, project.name]))
  return contents.flatMap((content) =>
    content.languages.map((language) => ({
      id: `${content.id} ${language.language}`,
      content,
      language,
      isInProject: isInside(language, projectId),
      words: wordsFor(language, projectId, names),
    })),
  )
}

/** Those with the words in the title of one of their languages, by the rule of the server's search. */
export function withInTitle(contents: readonly ContentSummary[], words: string): ContentSummary[] {
  const wanted = words.trim().toLowerCase()
  return contents.filter((content) =>
    content.languages.some((language) => language.title.toLowerCase().includes(wanted)),
  )
}

/** A published version that came out of this project can be followed by a new draft in it. */
function isInside({ projectId, status }: LanguageState, wanted: Id): boolean {
  return projectId === wanted && !wasPublished(status)
}

function wordsFor(language: LanguageState, projectId: Id, names: ReadonlyMap<Id, string>): string {
  if (isInside(language, projectId)) return 'in this project'
  if (wasPublished(language.status)) return 'adds a new draft'
  if (language.projectId === null) return `version ${language.number}`
  const name = names.get(language.projectId)
  return name === undefined ? 'in another project, adds a new draft' : `in ${name}, adds a new draft`
}
