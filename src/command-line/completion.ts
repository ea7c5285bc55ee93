import addCompletion from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/**
 * Adds `completion <shell>`, which prints a script for bash, zsh, fish or PowerShell, and the hidden command that such a
 * script calls at each press of the Tab key. To be called when all other commands are there.
 */
export function addCompletionCommand(program: Command): void {
  addCompletion(program, { completionCommandName: 'completion' });
}
