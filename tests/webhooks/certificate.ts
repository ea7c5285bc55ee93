/** A certificate for `hooks.example.test` that no one vouches for, and its key; of use to nothing but these tests. */
export const certificate = `\
-----BEGIN CERTIFICATE-----
MIIBsDCCAVagAwIBAgIUMiruyjW4dIBdqDOfg8kr4xyBBu0wCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSaG9va3MuZXhhbXBsZS50ZXN0MCAXDTI2MTEyNDAwMDM0MloY
DzIxMjYxMDMxMDAwMzQyWjAdMRswGQYDVQQDDBJob29rcy5leGFtcGxlLnRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATkj4/g1cuS7441P+/9fvWRbr1V0GHm
0ZE0WINVx2wfbEs6k8GKd3gP5znriMtHp5zsbTNJ4q8rb5MwWtQTojbko3IwcDAd
BgNVHQ4EFgQU7EMx3qe5fZQ4YaEoRiFY4MKQZtswHwYDVR0jBBgwFoAU7EMx3qe5
fZQ4YaEoRiFY4MKQZtswDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJob29r
cy5leGFtcGxlLnRlc3QwCgYIKoZIzj0EAwIDSAAwRQIgfHhFGomOLxJJx6RlileA
+B892NPtne+wMZFpgSChcKACIQDMROhKR9FwUhpJDbCqbOCRSCbInLskvKeVIAvQ
pLZXDg==
-----END CERTIFICATE-----
`;

export const certificateKey = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgP7HzCjFBgbCIClwb
LYQODkKhufd8jhzWiyWy5Tk0+eGhRANCAATkj4/g1cuS7441P+/9fvWRbr1V0GHm
0ZE0WINVx2wfbEs6k8GKd3gP5znriMtHp5zsbTNJ4q8rb5MwWtQTojbk
-----END PRIVATE KEY-----
`;
