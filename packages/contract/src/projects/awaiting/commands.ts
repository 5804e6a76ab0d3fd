/** What a person sends about what awaits them. */

/** Whether nothing is to be done about a mention; false takes that back. */
export interface SettleMention {
  done: boolean
}
