/** What answers give as the server's version. */
export const serverVersion = 'copydesk-hub 0.1.0'
