"""`python -m dangwu_client.staff`: the same command where no script is on the path."""

from dangwu_client.staff import main

if __name__ == "__main__":
    main()
