/** What a person sends to change what is their own. */

/** `PATCH /me`; a field left out stays as it is. */
export interface ChangeMe {
  name?: string | undefined
  language?: string | null | undefined
  timeZone?: string | null | undefined
}

/** `POST /me/password` */
export interface ChangePassword {
  currentPassword: string
  password: string
  /** Leaves the person signed in elsewhere; false when left out. */
  keepOtherSessions?: boolean | undefined
}
