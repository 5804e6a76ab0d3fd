/** What imports brought in and from where, so that the next one and an undo know. */

/** The folders that a source of imports was brought in from. */
export interface ImportFoldersTable {
  /** As in `content_items`. */
  source: string
  /** The folder's real path. */
  path: string
  /** A JSON list: the languages that its names were found to tell. */
  languages: string
  imported_at: number
}

/** The items of a source by their ids there. Written before the items are, so that links can name them. */
export interface ImportItemsTable {
  source: string
  external_id: string
  content_id: string
}

/** A run of an import that wrote something. */
export interface ImportRunsTable {
  id: string
  source: string
  folder: string
  started_at: number
  undone_at: number | null
}

/** What a run wrote into a version, and what was there before: to take it back. */
export interface ImportChangesTable {
  run_id: string
  version_id: string
  content_id: string
  language: string
  /** It came with a new item, was new in one that was there, or was changed. */
  kind: 'content' | 'version' | 'edit'
  /** Of the version after it: while that stays, nobody changed the text since. */
  text_revision: number
  /** Of what was changed, as it was before. */
  title: string | null
  body: string | null
  fields: string | null
  /** JSON: what was remembered of the file before. */
  remembered: string | null
}

/** What an import wrote last into a language of an item. Hashes of it as the file has it. */
export interface ImportTextsTable {
  content_id: string
  language: string
  folder: string
  /** Of the file, below the folder. */
  path: string
  text_hash: string
  fields_hash: string
  /** Of where its links led. */
  links_hash: string
}

export interface ImportTables {
  import_folders: ImportFoldersTable
  import_items: ImportItemsTable
  import_texts: ImportTextsTable
  import_runs: ImportRunsTable
  import_changes: ImportChangesTable
}
