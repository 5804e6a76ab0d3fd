/**
 * `@copydesk/contract/schemas`: zod schemas of the request bodies, for the server. The browser bundle must not import
 * this module: it is a sub-path for that reason. They are held to the types of the commands by the compiler.
 */
export * from './comments/schemas.ts'
export * from './content/schemas.ts'
export { id } from './core/schemas.ts'
export { changeMailSettings, changePreference } from './notifications/preferences/schemas.ts'
export * from './notifications/schemas.ts'
export { changeSubscription } from './notifications/subscriptions/schemas.ts'
export * from './people/groups/schemas.ts'
export * from './people/invitations/schemas.ts'
export * from './people/keys/schemas.ts'
export * from './people/profile/schemas.ts'
export * from './people/schemas.ts'
export { addItems, changeItem, changeItems, rebaseItem, removeItems } from './projects/items/schemas.ts'
export * from './projects/members/schemas.ts'
export { publish, publishVersion } from './projects/releases/schemas.ts'
export { changeApprovalRule, decideReview, decideReviews } from './projects/review/schemas.ts'
export * from './projects/schedules/schemas.ts'
export * from './projects/schemas.ts'
export * from './projects/tasks/schemas.ts'
export * from './site/schemas.ts'
export { identifier, line, textFields } from './text/schemas.ts'
