interface Permission {
  has: (scope: string) => boolean;
  drop: (scope: string) => void;
}

/**
 * Permanently revokes the rights of this thread that only its start needs: to start threads and to load native code.
 *
 * @throws Error if this version of Node.js cannot do that, because it is better to leave files unread than to read them with
 * those rights
 */
export function giveUpRights(): void {
  const permission = Reflect.get(process, 'permission') as Partial<Permission> | undefined;
  if (!permission?.drop || !permission.has) {
    throw new Error(
      'Reading files needs a newer release of Node.js 24, whose permission model can drop rights.',
    );
  }
  for (const scope of ['worker', 'addon'].filter((right) => permission.has?.(right))) {
    permission.drop(scope);
  }
}
