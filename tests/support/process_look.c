#include "support/process_look.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "support/temp_folder.h"

enum { LINE_LONGEST = 256 };

/* Prints the lines of a file of a thread that begin with start; "" is all. */
static void print_lines(const struct path *thread, const char *name, const char *start)
{
    struct path path = path_print("%s/%s", thread->text, name);
    FILE *file = fopen(path.text, "r");
    char line[LINE_LONGEST] = "";

    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, start, strlen(start)) == 0)
            fprintf(stderr, "    %-8s %.*s\n", name, (int)strcspn(line, "\n"), line);
    }
    if (file)
        fclose(file);
}

void process_look(pid_t process)
{
    struct path threads = path_print("/proc/%d/task", (int)process);
    DIR *folder = opendir(threads.text);
    const struct dirent *entry = NULL;

    while (folder && (entry = readdir(folder))) {
        struct path thread = path_print("%s/%s", threads.text, entry->d_name);

        if (entry->d_name[0] == '.')
            continue;
        fprintf(stderr, "thread %s of %d:\n", entry->d_name, (int)process);
        print_lines(&thread, "status", "State");
        print_lines(&thread, "status", "Sig");
        print_lines(&thread, "syscall", "");
        print_lines(&thread, "wchan", "");
        print_lines(&thread, "stack", "");
    }
    if (folder)
        closedir(folder);
}
